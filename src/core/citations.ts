/** The sources that methods cite, by key. */
export const CITATIONS: Readonly<Record<string, string>> = {
  shannon1948:
    'Shannon, C. E. (1948). A mathematical theory of communication. Bell System Technical Journal 27, 379-423.',
  saaty1980: 'Saaty, T. L. (1980). The Analytic Hierarchy Process. McGraw-Hill.',
  hwang1981: 'Hwang, C. L. & Yoon, K. (1981). Multiple Attribute Decision Making. Springer.',
  deng2000:
    'Deng, H., Yeh, C.-H. & Willis, R. J. (2000). Inter-company comparison using modified TOPSIS with objective weights. Computers & Operations Research 27, 963-973.',
  diakoulaki1995:
    'Diakoulaki, D., Mavrotas, G. & Papayannakis, L. (1995). Determining objective weights in multiple criteria problems: the CRITIC method. Computers & Operations Research 22, 763-770.',
  zavadskas2016:
    'Zavadskas, E. K. & Podvezko, V. (2016). Integrated determination of objective criteria weights in MCDM. International Journal of Information Technology & Decision Making 15, 267-283.',
  jahan2013:
    'Jahan, A. & Edwards, K. L. (2013). Multi-criteria Decision Analysis for Supporting the Selection of Engineering Materials in Product Design. Butterworth-Heinemann.',
  fisher1958:
    'Fisher, W. D. (1958). On grouping for maximum homogeneity. Journal of the American Statistical Association 53, 789-798.',
  jenks1977:
    'Jenks, G. F. (1977). Optimal data classification for choropleth maps. University of Kansas, Occasional Paper 2.',
  hyndman1996:
    'Hyndman, R. J. & Fan, Y. (1996). Sample quantiles in statistical packages. The American Statistician 50, 361-365.',
  saisana2005:
    'Saisana, M., Saltelli, A. & Tarantola, S. (2005). Uncertainty and sensitivity analysis techniques as tools for the quality assessment of composite indicators. Journal of the Royal Statistical Society A 168, 307-323.',
  oecd2008:
    'OECD & JRC (2008). Handbook on Constructing Composite Indicators: Methodology and User Guide. OECD Publishing.',
  undp2010:
    'UNDP (2010). Human Development Report 2010, technical notes. United Nations Development Programme.',
  golub2013:
    'Golub, G. H. & Van Loan, C. F. (2013). Matrix Computations, 4th edition. Johns Hopkins University Press.',
  efron1993: 'Efron, B. & Tibshirani, R. J. (1993). An Introduction to the Bootstrap. Chapman & Hall.',
  silverman1986:
    'Silverman, B. W. (1986). Density Estimation for Statistics and Data Analysis. Chapman & Hall.',
  scott1992:
    'Scott, D. W. (1992). Multivariate Density Estimation: Theory, Practice, and Visualization. Wiley.',
  nadaraya1964:
    'Nadaraya, E. A. (1964). On estimating regression. Theory of Probability and Its Applications 9, 141-142.',
  theil1967: 'Theil, H. (1967). Economics and Information Theory. North-Holland.',
  shorrocks1980:
    'Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. Econometrica 48, 613-625.',
  yu2018:
    "Yu, H., Liu, Y., Liu, C. & Fan, F. (2018). Spatiotemporal variation and inequality in China's economic resilience across cities and urban agglomerations. Sustainability 10, 4754.",
  ali2007: 'Ali, I. & Son, H. H. (2007). Measuring inclusive growth. Asian Development Review 24(1), 11-31.',
  silber2010:
    'Silber, J. & Son, H. (2010). On the link between the Bonferroni index and the measurement of inclusive growth. Economics Bulletin 30(1), 421-428.',
  cronbach1951:
    'Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika 16, 297-334.',
  iglewicz1993:
    'Iglewicz, B. & Hoaglin, D. C. (1993). How to Detect and Handle Outliers. ASQC Quality Press.',
  paruolo2013:
    'Paruolo, P., Saisana, M. & Saltelli, A. (2013). Ratings and rankings: voodoo or science? Journal of the Royal Statistical Society A 176, 609-634.',
  sobol1993:
    "Sobol', I. M. (1993). Sensitivity estimates for nonlinear mathematical models. Mathematical Modelling and Computational Experiments 1, 407-414.",
  jansen1999:
    'Jansen, M. J. W. (1999). Analysis of variance designs for model output. Computer Physics Communications 117, 35-43.',
  saltelli2010:
    'Saltelli, A., Annoni, P., Azzini, I., Campolongo, F., Ratto, M. & Tarantola, S. (2010). Variance based sensitivity analysis of model output: design and estimator for the total sensitivity index. Computer Physics Communications 181, 259-270.',
  becker2017:
    'Becker, W., Saisana, M., Paruolo, P. & Vandecasteele, I. (2017). Weights and importance in composite indicators: closing the gap. Ecological Indicators 80, 12-22.',
  steegen2016:
    'Steegen, S., Tuerlinckx, F., Gelman, A. & Vanpaemel, W. (2016). Increasing transparency through a multiverse analysis. Perspectives on Psychological Science 11, 702-712.',
  simonsohn2020:
    'Simonsohn, U., Simmons, J. P. & Nelson, L. D. (2020). Specification curve analysis. Nature Human Behaviour 4, 1208-1214.',
  becker2022:
    'Becker, W., Caperna, G., Del Sorbo, M., Norlen, H., Papadimitriou, E. & Saisana, M. (2022). COINr: an R package for developing composite indicators. Journal of Open Source Software 7(78), 4567.',
  box1964:
    'Box, G. E. P. & Cox, D. R. (1964). An analysis of transformations. Journal of the Royal Statistical Society B 26, 211-252.',
  troyanskaya2001:
    'Troyanskaya, O., Cantor, M., Sherlock, G., Brown, P., Hastie, T., Tibshirani, R., Botstein, D. & Altman, R. B. (2001). Missing value estimation methods for DNA microarrays. Bioinformatics 17(6), 520-525.',
};

/** A source in full; an unknown key is a fault that a test finds. */
export function citation(key: string): string {
  return CITATIONS[key] ?? key;
}
